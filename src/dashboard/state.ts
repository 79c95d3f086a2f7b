import {
	type Accessor,
	createContext,
	createEffect,
	createMemo,
	createSignal,
	on,
	useContext,
} from 'solid-js'
import { route } from '../app/router'
import { type LedgerSession, useLedgerSession } from '../app/session'
import { Highlights } from './arrivals/highlights'
import { Figures } from './figures'
import { Labels } from './labels'
import { type Address, Selection } from './selection'

/** What the components of the dashboard share. */
export interface DashboardState {
	/** What the reader selected, and how to change it. */
	selection: Selection
	/** The figures of what is selected. */
	figures: Figures
	/** Names and colours. */
	labels: Labels
	/** What arrived a moment ago. */
	highlights: Highlights
	/** The main figure changed a moment ago. */
	spentIsNew: Accessor<boolean>
	/** What lies over the page; not part of the address. */
	drawers: Drawers
}

/** Made once for each page that shows figures. */
export function createDashboardState(session: LedgerSession, address?: Address): DashboardState {
	const selection = new Selection(session, address)
	const figures = new Figures(session, selection)
	const highlights = new Highlights(session)
	return {
		selection,
		figures,
		labels: new Labels(session.directory),
		highlights,
		spentIsNew: highlights.ofFigure(figures.spent),
		drawers: new Drawers(),
	}
}

/** One installment of a transaction, as the details drawer is asked for it. */
export interface OpenedItem {
	id: string
	installment: number
}

/** The drawers that lie over the page. Going elsewhere (the back button) closes them; a filter chosen in one does not. */
export class Drawers {
	/** The filters are open. */
	readonly filters: Accessor<boolean>
	/** The item whose details are open. */
	readonly details: Accessor<OpenedItem | null>
	readonly openFilters: () => void
	readonly closeFilters: () => void
	readonly openDetails: (item: OpenedItem) => void
	readonly closeDetails: () => void

	constructor() {
		const [filters, setFilters] = createSignal(false)
		const [details, setDetails] = createSignal<OpenedItem | null>(null)
		this.filters = filters
		this.details = details
		this.openFilters = () => setFilters(true)
		this.closeFilters = () => setFilters(false)
		this.openDetails = ({ id, installment }) => setDetails({ id, installment })
		this.closeDetails = () => setDetails(null)
		const path = createMemo(() => route().path)
		const close = () => {
			setFilters(false)
			setDetails(null)
		}
		createEffect(on(path, close, { defer: true }))
	}
}

const Context = createContext<DashboardState>()
export const DashboardProvider = Context.Provider

/** The dashboard's state; only below `DashboardProvider`. */
export function useDashboard(): DashboardState {
	const state = useContext(Context)
	if (!state) throw new Error('useDashboard: not on the dashboard')
	return state
}

export { useLedgerSession }
