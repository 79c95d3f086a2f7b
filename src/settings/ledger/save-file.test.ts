import { expect, test } from 'vitest'
import { fileName } from './save-file'

test('a file name is plain whatever the ledger is called', () => {
	expect(fileName('Casa Ferreira', '2026-11-23')).toBe('casa-ferreira-2026-11-23.json')
	expect(fileName('../../etc/São José ', '2026-11-23')).toBe('etc-sao-jose-2026-11-23.json')
	expect(fileName('🎉', '2026-11-23')).toBe('painel-2026-11-23.json')
})
