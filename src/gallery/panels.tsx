import type { Component } from 'solid-js'
import Banner from '../dashboard/Banner'
import { createBannerKind } from '../dashboard/banner-kind'
import EmptyLedger from '../dashboard/EmptyLedger'
import { Headline } from '../dashboard/headline/Headline'
import { KeyFigures } from '../dashboard/headline/KeyFigures'
import { BudgetPanel } from '../dashboard/panels/BudgetPanel'
import { CategoryPanel } from '../dashboard/panels/CategoryPanel'
import { HistoryPanel } from '../dashboard/panels/HistoryPanel'
import { LatestPanel } from '../dashboard/panels/LatestPanel'
import { PersonPanel } from '../dashboard/panels/PersonPanel'
import { SourcePanel } from '../dashboard/panels/SourcePanel'
import {
	SkeletonBudgets,
	SkeletonCategory,
	SkeletonHeadline,
	SkeletonHistory,
	SkeletonKeyFigures,
	SkeletonLatest,
	SkeletonPerson,
	SkeletonPurchases,
	SkeletonRecurring,
	SkeletonSource,
	SkeletonUpcoming,
} from '../dashboard/panels/skeletons'
import { UpcomingPanel } from '../dashboard/panels/UpcomingPanel'
import { PurchasePanel } from '../dashboard/purchases/PurchasePanel'
import { RecurringPanel } from '../dashboard/recurring/RecurringPanel'
import {
	AccountDeletionAsked,
	CorrectionFormNow,
	CorrectionStates,
	MergeAsked,
	RemoveAsked,
	SignOutAsked,
	ToldTwice,
} from './dialogs'
import { type FixtureName, TIMEZONE } from './fixtures'
import { IMPORTS } from './imports'

/** One state of a panel: what the ledger holds, and what the reader selected in the address. */
export interface PanelState {
	fixture: FixtureName
	query?: string
	/** Says what the query selects. */
	selection?: string
	/** In place of the panel's own. */
	component?: Component
}

export interface GalleryPanel {
	name: string
	component: Component
	/** Shown while the panel is on its way. */
	placeholder?: Component
	/** In the column beside the charts, across the dashboard, or on a page of its own. */
	place: 'wide' | 'rail' | 'page'
	states: PanelState[]
}

const usual: PanelState = { fixture: 'usual' }
const empty: PanelState = { fixture: 'nothing yet' }
const longNames: PanelState = { fixture: 'long names' }
const largeSums: PanelState = { fixture: 'large sums' }
const filtered: PanelState = { fixture: 'usual', query: 'c=2', selection: 'one category' }
const nothingFound: PanelState = { fixture: 'usual', query: 'q=xyz', selection: 'nothing found' }
const income: PanelState = { fixture: 'usual', query: 'k=income', selection: 'income' }
const loading: PanelState = { fixture: 'history on its way' }
const withoutBudgets: PanelState = { fixture: 'without budgets' }

/** The first day of this month, as a filter. */
const today = (): string => new Intl.DateTimeFormat('en-CA', { timeZone: TIMEZONE }).format(Date.now())
const oneDay: PanelState = { fixture: 'usual', query: `d=${today()}`, selection: 'one day' }
const byName: PanelState = { fixture: 'usual', query: 'o=description', selection: 'by description' }

function BannerNow() {
	const note = createBannerKind()
	return <Banner note={note} />
}

/** Every panel of the dashboard with the states it has. */
export const PANELS: GalleryPanel[] = [
	{
		name: 'Headline',
		component: Headline,
		placeholder: SkeletonHeadline,
		place: 'wide',
		states: [usual, withoutBudgets, filtered, income, oneDay, largeSums, loading, nothingFound, empty],
	},
	{
		name: 'KeyFigures',
		component: KeyFigures,
		placeholder: SkeletonKeyFigures,
		place: 'wide',
		states: [usual, withoutBudgets, filtered, income, oneDay, largeSums, longNames, loading, empty],
	},
	{
		name: 'Banner',
		component: BannerNow,
		place: 'wide',
		states: [
			filtered,
			...(
				[
					'offline',
					'polling',
					'plan limit',
					'from the cache',
					'rate limited',
					'project paused',
					'schema outdated',
				] as const
			).map((fixture) => ({ fixture })),
		],
	},
	{
		name: 'CategoryPanel',
		component: CategoryPanel,
		placeholder: SkeletonCategory,
		place: 'wide',
		states: [usual, withoutBudgets, filtered, longNames, largeSums, nothingFound, empty],
	},
	{
		name: 'HistoryPanel',
		component: HistoryPanel,
		placeholder: SkeletonHistory,
		place: 'wide',
		states: [usual, filtered, loading, empty],
	},
	{
		name: 'SourcePanel',
		component: SourcePanel,
		placeholder: SkeletonSource,
		place: 'rail',
		states: [usual, filtered, longNames, nothingFound, empty],
	},
	{
		name: 'BudgetPanel',
		component: BudgetPanel,
		placeholder: SkeletonBudgets,
		place: 'rail',
		states: [usual, { fixture: 'budgets all kept' }, filtered, longNames, withoutBudgets],
	},
	{
		name: 'LatestPanel',
		component: LatestPanel,
		placeholder: SkeletonLatest,
		place: 'rail',
		states: [usual, filtered, longNames, largeSums, { fixture: 'offline' }, empty],
	},
	{
		name: 'UpcomingPanel',
		component: UpcomingPanel,
		placeholder: SkeletonUpcoming,
		place: 'rail',
		states: [usual, { fixture: 'recurring' }, filtered, empty],
	},
	{
		name: 'RecurringPanel',
		component: RecurringPanel,
		placeholder: SkeletonRecurring,
		place: 'wide',
		states: [{ fixture: 'recurring' }, usual, loading, empty],
	},
	{
		name: 'PersonPanel',
		component: PersonPanel,
		placeholder: SkeletonPerson,
		place: 'rail',
		states: [usual, filtered, longNames, nothingFound, empty],
	},
	{
		name: 'PurchasePanel',
		component: PurchasePanel,
		placeholder: SkeletonPurchases,
		place: 'wide',
		states: [filtered, byName, longNames, nothingFound, empty],
	},
	{ name: 'EmptyLedger', component: EmptyLedger, place: 'wide', states: [empty] },
	{ name: 'CorrectionForm', component: CorrectionFormNow, place: 'rail', states: [usual, longNames] },
	// Offline nothing of the queue is sent.
	{ name: 'YourCorrections', component: CorrectionStates, place: 'rail', states: [{ fixture: 'offline' }] },
	{ name: 'ToldTwice', component: ToldTwice, place: 'rail', states: [{ fixture: 'told twice' }] },
	{ name: 'SignOutQuestion', component: SignOutAsked, place: 'rail', states: [usual] },
	{ name: 'MergeQuestion', component: MergeAsked, place: 'rail', states: [usual, longNames] },
	{ name: 'RemoveQuestion', component: RemoveAsked, place: 'rail', states: [usual, longNames] },
	{ name: 'AccountDeletion', component: AccountDeletionAsked, place: 'rail', states: [usual] },
	{
		name: 'Import',
		component: IMPORTS['choose a file']!,
		place: 'page',
		states: Object.entries(IMPORTS).map(([selection, component]) => ({ ...usual, selection, component })),
	},
]
