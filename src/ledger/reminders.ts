/** What the agent may tell people by itself. */
export const REMINDER_KINDS = ['budget', 'closing', 'due', 'late', 'summary'] as const
export type ReminderKind = (typeof REMINDER_KINDS)[number]

/** Which reminders a ledger wants, and the hours of its zone in which none is sent; the same hour twice: never quiet. */
export interface ReminderSettings {
	kinds: readonly ReminderKind[]
	quiet_from: number
	quiet_to: number
}

/** As long as nobody chose: all of them, and none at night. */
export const USUAL_REMINDERS: ReminderSettings = { kinds: REMINDER_KINDS, quiet_from: 21, quiet_to: 8 }
