// Days and months as people say them, in Portuguese or English, read in the ledger's zone. The model only repeats the words; it
// never counts.
const WEEKDAYS = { dom: 0, seg: 1, ter: 2, qua: 3, qui: 4, sex: 5, sab: 6, sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 }
const MONTHS = { jan: 1, fev: 2, feb: 2, mar: 3, abr: 4, apr: 4, mai: 5, may: 5, jun: 6, jul: 7, ago: 8, aug: 8, set: 9, sep: 9, out: 10, oct: 10, nov: 11, dez: 12, dec: 12 }
const NUMBERS = { um: 1, uma: 1, dois: 2, duas: 2, tres: 3, quatro: 4, cinco: 5, seis: 6, sete: 7, oito: 8, nove: 9, dez: 10 }
const ENGLISH_NUMBERS = { a: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 }
const MONTH =
	'(jan(?:eiro|uary)?|fev(?:ereiro)?|feb(?:ruary)?|mar(?:co|ch)?|abr(?:il)?|apr(?:il)?|maio?|may|jun(?:ho|e)?|jul(?:ho|y)?|ago(?:sto)?|aug(?:ust)?|set(?:embro)?|sept?(?:ember)?|out(?:ubro)?|oct(?:ober)?|nov(?:embro|ember)?|dez(?:embro)?|dec(?:ember)?)'
const ENGLISH_WEEKDAY = '(sun|mon|tue|wed|thu|fri|sat)(?:s?|nes|rs?|ur)(?:day)?'

const plainDate = (words) =>
	String(words ?? '')
		.normalize('NFD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/[ªº]/g, '')
		.replace(/\s+/g, ' ')
		.trim()

const numberOf = (word) => (/^\d+$/.test(word) ? Number(word) : (NUMBERS[word] ?? ENGLISH_NUMBERS[word]))
const dayFrom = (year, month, number) => {
	const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(number).padStart(2, '0')}`
	const date = new Date(`${day}T00:00:00Z`)
	return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) ? day : null
}
const fullYear = (year) => (year < 100 ? 2000 + year : year)
const monthNumber = (word) => MONTHS[word.slice(0, 3)]

/** The last such day of a month up to today: "dia 5" on the 3rd is last month's. */
function lastOfMonth(number) {
	for (let back = 0; back <= 3; back++) {
		const [year, month] = movedMonth(today.slice(0, 7), -back).split('-').map(Number)
		const day = dayFrom(year, month, number)
		if (day && day <= today) return day
	}
	return null
}

/** A day and month without a year: the last one up to tomorrow, or the next one where it is weeks away: then it has not come yet. */
function lastOfYear(number, month) {
	const year = Number(today.slice(0, 4))
	const soon = [year, year + 1].map((one) => dayFrom(one, month, number)).find((day) => day && day > movedDay(today, 1))
	if (soon && soon <= movedDay(today, 60)) return soon
	for (const one of [year + 1, year, year - 1, year - 2, year - 3, year - 4]) {
		const day = dayFrom(one, month, number)
		if (day && day <= movedDay(today, 1)) return day
	}
	return null
}

/** The last such weekday before today; today's name means last week's. */
const lastWeekday = (weekday) => movedDay(today, -((new Date(`${today}T00:00:00Z`).getUTCDay() - WEEKDAYS[weekday] + 7) % 7 || 7))
const nextWeekday = (weekday) => movedDay(today, (WEEKDAYS[weekday] - new Date(`${today}T00:00:00Z`).getUTCDay() + 7) % 7 || 7)

/** A day of the month that lies so many months from this one. */
function dayOfMonth(by, number) {
	const [year, month] = movedMonth(today.slice(0, 7), by).split('-').map(Number)
	return dayFrom(year, month, Number(number))
}

const englishDayRules = [
	[/^(?:today|now|tonight|this (?:morning|afternoon|evening))$/, () => today],
	[/^(?:yesterday(?: (?:morning|afternoon|evening|night))?|last night)$/, () => movedDay(today, -1)],
	[/^(?:the )?day before yesterday$/, () => movedDay(today, -2)],
	[/^tomorrow$/, () => movedDay(today, 1)],
	[/^(?:the )?day after tomorrow$/, () => movedDay(today, 2)],
	[/^(\w+) days? ago$/, ([, n]) => (numberOf(n) > 0 ? movedDay(today, -numberOf(n)) : null)],
	[/^(\w+) weeks? ago$/, ([, n]) => (numberOf(n) > 0 ? movedDay(today, -7 * numberOf(n)) : null)],
	[new RegExp(`^(?:on )?next ${ENGLISH_WEEKDAY}$`), ([, weekday]) => nextWeekday(weekday)],
	[new RegExp(`^(?:on )?(?:last |this past )?${ENGLISH_WEEKDAY}$`), ([, weekday]) => lastWeekday(weekday)],
	[/^(?:on )?the (\d{1,2})(?:st|nd|rd|th)?$|^(?:on )?(\d{1,2})(?:st|nd|rd|th)$/, ([, one, other]) => lastOfMonth(Number(one ?? other))],
	[/^(?:on )?the (\d{1,2})(?:st|nd|rd|th)? of last month$/, ([, n]) => dayOfMonth(-1, n)],
	[/^(?:on )?the (\d{1,2})(?:st|nd|rd|th)? of next month$/, ([, n]) => dayOfMonth(1, n)],
	[
		new RegExp(`^(?:on )?${MONTH} (?:the )?(\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`),
		([, m, d, y]) => (y ? dayFrom(Number(y), monthNumber(m), Number(d)) : lastOfYear(Number(d), monthNumber(m))),
	],
]

const dayRules = [
	...englishDayRules,
	[/^(?:hoje|agora|hoje cedo|de manha|hoje de manha|a tarde|hoje a tarde|a noite|hoje a noite|essa madrugada)$/, () => today],
	[/^(?:ontem|ontem (?:a|de) (?:noite|tarde|manha)|noite passada)$/, () => movedDay(today, -1)],
	[/^(?:anteontem|antes de ontem)$/, () => movedDay(today, -2)],
	[/^amanha$/, () => movedDay(today, 1)],
	[/^depois de amanha$/, () => movedDay(today, 2)],
	[
		/^(?:n?[ao] )?(?:proxim[ao] )?(dom|seg|ter|qua|qui|sex|sab)[a-z]*(?:[- ]feira)? que vem$|^(?:n?[ao] )?proxim[ao] (dom|seg|ter|qua|qui|sex|sab)[a-z]*(?:[- ]feira)?$/,
		([, one, other]) => nextWeekday(one ?? other),
	],
	[
		/^(?:no )?dia (\d{1,2}) (?:do )?(?:mes que vem|proximo mes)$/,
		([, n]) => dayOfMonth(1, n),
	],
	[/^(?:ha|faz|tem) (\w+) dias?(?: atras)?$/, ([, n]) => (numberOf(n) > 0 ? movedDay(today, -numberOf(n)) : null)],
	[/^(\w+) dias? atras$/, ([, n]) => (numberOf(n) > 0 ? movedDay(today, -numberOf(n)) : null)],
	[/^(?:ha|faz) (?:uma|1) semana(?: atras)?$|^(?:uma|1) semana atras$/, () => movedDay(today, -7)],
	[
		/^(?:n[ao] |est[ae] |ess[ae] |ultim[ao] |n[ao] ultim[ao] )?(dom|seg|ter|qua|qui|sex|sab)[a-z]*(?:[- ]feira)?(?: passad[ao]| da semana passada)?$/,
		([whole, weekday]) => {
			const back = (new Date(`${today}T00:00:00Z`).getUTCDay() - WEEKDAYS[weekday] + 7) % 7 || 7
			return movedDay(today, -back - (/semana passada/.test(whole) && back < 7 && backInThisWeek(back) ? 7 : 0))
		},
	],
	[/^(?:no )?dia (\d{1,2}|primeiro)$/, ([, n]) => lastOfMonth(n === 'primeiro' ? 1 : Number(n))],
	[
		/^(?:no )?dia (\d{1,2}) (?:do )?mes passado$/,
		([, n]) => dayOfMonth(-1, n),
	],
	// An instant with a zone is that instant: 2026-10-01T02:30Z is 30 September in São Paulo.
	[
		/^\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:z|[+-]\d\d:?\d\d)$/,
		([whole]) => (Number.isNaN(Date.parse(whole.toUpperCase())) ? null : localDay(new Date(whole.toUpperCase()))),
	],
	[/^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/, ([, y, m, d]) => dayFrom(Number(y), Number(m), Number(d))],
	[/^(?:no )?(?:dia )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?:[ ,].*)?$/, ([, d, m, y]) => dayFrom(fullYear(Number(y)), Number(m), Number(d))],
	[/^(?:no )?(?:dia )?(\d{1,2})[/.](\d{1,2})$/, ([, d, m]) => lastOfYear(Number(d), Number(m))],
	[
		new RegExp(`^(?:no |on )?(?:dia |the )?(\\d{1,2}|primeiro)(?:st|nd|rd|th)? (?:de |of )?${MONTH}(?:,? (?:de )?(\\d{4}))?$`),
		([, d, m, y]) => {
			const number = d === 'primeiro' ? 1 : Number(d)
			return y ? dayFrom(Number(y), monthNumber(m), number) : lastOfYear(number, monthNumber(m))
		},
	],
]

/** Whether a day so many days back lies in the week that runs since Monday. */
function backInThisWeek(back) {
	const sinceMonday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
	return back <= sinceMonday
}

/**
 * A day in words: `{day}`, `{}` when none was said, `{unclear}` when it cannot be read, `{day, future}` when it has not come yet:
 * then it is asked, never today in silence.
 */
function dayOf(words) {
	const said = plainDate(words)
	if (said === '') return {}
	for (const [rule, read] of dayRules) {
		const match = rule.exec(said)
		const day = match && read(match)
		if (day) return day > movedDay(today, 1) ? { day, future: true } : { day }
		if (match) break
	}
	return { unclear: oneLine(words, 40) }
}

/** A month in words: YYYY-MM; null when it cannot be read. Of a name without a year the last one, up to this month. */
function monthOf(words) {
	const said = plainDate(words)
	const now = today.slice(0, 7)
	if (said === '' || /^(?:(?:n?est|n?ess)e mes|mes atual|agora|hoje|this month|now|today)$/.test(said)) return now
	if (/^(?:(?:n?o )?mes passado|ultimo mes|last month)$/.test(said)) return movedMonth(now, -1)
	if (/^(?:(?:n?o )?mes que vem|proximo mes|next month)$/.test(said)) return movedMonth(now, 1)
	const whole = /^(\d{4})-(\d\d)$/.exec(said)
	if (whole) return Number(whole[2]) >= 1 && Number(whole[2]) <= 12 ? said : null
	const written = /^(\d{1,2})\/(\d{4})$/.exec(said)
	if (written) return dayFrom(Number(written[2]), Number(written[1]), 1)?.slice(0, 7) ?? null
	const named = new RegExp(`^(?:em |in )?${MONTH}(?:(?: de | of |\\/| )(\\d{4}|\\d{2}))?$`).exec(said)
	if (!named) return null
	const number = String(monthNumber(named[1])).padStart(2, '0')
	if (named[2]) return `${fullYear(Number(named[2]))}-${number}`
	const year = Number(now.slice(0, 4))
	return `${year}-${number}` <= now ? `${year}-${number}` : `${year - 1}-${number}`
}

/** A bill's month in words, which may be to come: of a name without a year the nearest, "a próxima" after the one that it lies in. */
function billOf(words, lies = today.slice(0, 7)) {
	const said = plainDate(words)
		.replace(/['’]s\b/g, '')
		.replace(/\b(?:fatura|bill|statement)\b/, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/^(?:(?:n[ao]|pr[ao]|para|d[aeo]|[ao]|in|on|to|the|of) )+/, '')
	if (/^(?:proxim[ao]|seguinte|que vem|(?:o )?mes que vem|proximo mes|next(?: month| one)?|following(?: one)?)$/.test(said)) return movedMonth(lies, 1)
	if (/^(?:anterior|passad[ao]|mes passado|do mes passado|last(?: month| one)?|previous(?: one)?)$/.test(said)) return movedMonth(lies, -1)
	const month = monthOf(said)
	const isNamed = new RegExp(`^(?:em )?${MONTH}$`).test(said)
	if (!month || !isNamed) return month
	const number = month.slice(5)
	const year = Number(today.slice(0, 4))
	const distance = (one) => {
		const [y, m] = one.split('-').map(Number)
		const [ty, tm] = today.split('-').map(Number)
		return Math.abs((y - ty) * 12 + m - tm)
	}
	return [year - 1, year, year + 1].map((one) => `${one}-${number}`).sort((a, b) => distance(a) - distance(b))[0]
}
