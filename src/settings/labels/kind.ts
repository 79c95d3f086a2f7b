import type { JSX } from 'solid-js'
import type { SettingsPort } from '../../backend/types'
import type { Label, LedgerSettings, UnknownText } from '../../ledger/types'
import type { FieldError } from '../../ui/errors'
import type { FieldPath } from '../../ui/form'

/** A label without what every label has. */
export type OwnValues<T extends Label> = Omit<T, keyof Label>

/** The fields that one kind of label has besides its names, in one open form. */
export interface OwnFields<T extends Label> {
	/** What was typed, or all that is wrong with it. */
	read(): { values: OwnValues<T> } | { problems: FieldError[] }
	/** Asks what else must be known before it is saved; false: the person would rather not save. */
	beforeSave?: () => Promise<boolean>
	/** Saves what is not part of the label itself. */
	afterSave?: (settings: SettingsPort, id: number) => Promise<void>
	/** Beside the name. */
	beside?: (errorOf: (field: FieldPath) => string | null) => JSX.Element
	/** Between the name and the other names. */
	below?: () => JSX.Element
	/** After the other names. */
	last?: () => JSX.Element
}

/** What tells categories, sources and people apart in the settings: one section and one form serve all three. */
export interface LabelKind<T extends Label> {
	/** Where its words stand in the catalogue. */
	words: 'categories' | 'sources' | 'people'
	/** What the database calls one of this kind. */
	what: UnknownText['what']
	/** All of this kind, in the ledger's settings. */
	of: (directory: LedgerSettings) => readonly T[]
	rowClass: string
	/** The palette slot of a row's swatch, where there is one. */
	color?: (label: T, all: readonly T[]) => number | undefined
	/** What stands under the name. */
	note: (label: T, directory: LedgerSettings) => string
	/** What a row has between its name and its button. */
	details?: (label: () => T) => JSX.Element
	/** What stands below the list. */
	legend?: () => JSX.Element
	/** Names by which the server knows its own fields. */
	fields: readonly string[]
	/** The own fields of a form; called once for each that opens. `label` null: a new one. */
	createFields: (label: T | null, all: readonly T[]) => OwnFields<T>
	save: (settings: SettingsPort, label: Omit<T, 'id'> & { id?: number }) => Promise<number>
}
