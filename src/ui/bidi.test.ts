import { expect, test } from 'vitest'
import { isolate } from './bidi'

test('only what could turn a sentence around is isolated', () => {
	expect([isolate('Mercado'), isolate('Saúde & 🎁 <b>')]).toEqual(['Mercado', 'Saúde & 🎁 <b>'])
	expect(isolate('\u202eodacreM')).toBe('\u2068\u202eodacreM\u2069')
	expect(isolate('שוק')).toBe('\u2068שוק\u2069')
})
