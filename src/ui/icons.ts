import arrowDown from 'lucide-solid/icons/arrow-down'
import arrowRight from 'lucide-solid/icons/arrow-right'
import arrowUp from 'lucide-solid/icons/arrow-up'
import bell from 'lucide-solid/icons/bell'
import book from 'lucide-solid/icons/book'
import chart from 'lucide-solid/icons/chart-no-axes-column'
import check from 'lucide-solid/icons/check'
import circleAlert from 'lucide-solid/icons/circle-alert'
import clock from 'lucide-solid/icons/clock'
import copy from 'lucide-solid/icons/copy'
import creditCard from 'lucide-solid/icons/credit-card'
import download from 'lucide-solid/icons/download'
import key from 'lucide-solid/icons/key'
import keyboard from 'lucide-solid/icons/keyboard'
import languages from 'lucide-solid/icons/languages'
import lock from 'lucide-solid/icons/lock'
import logOut from 'lucide-solid/icons/log-out'
import message from 'lucide-solid/icons/message-square'
import monitor from 'lucide-solid/icons/monitor'
import pause from 'lucide-solid/icons/pause'
import pencil from 'lucide-solid/icons/pencil'
import play from 'lucide-solid/icons/play'
import plus from 'lucide-solid/icons/plus'
import printer from 'lucide-solid/icons/printer'
import retry from 'lucide-solid/icons/rotate-ccw'
import search from 'lucide-solid/icons/search'
import settings from 'lucide-solid/icons/settings'
import table from 'lucide-solid/icons/table-2'
import tag from 'lucide-solid/icons/tag'
import target from 'lucide-solid/icons/target'
import trash from 'lucide-solid/icons/trash'
import warning from 'lucide-solid/icons/triangle-alert'
import undo from 'lucide-solid/icons/undo-2'
import users from 'lucide-solid/icons/users'
import offline from 'lucide-solid/icons/wifi-off'
import { firstIcons } from './first-icons'

/**
 * The page's icons, plain drawings (Lucide, ISC). Named by what they say here, not by what they show.
 * `<Icon of={icons.close} />` draws one.
 */
export const icons = {
	...firstIcons,
	add: plus,
	agent: key,
	alert: circleAlert,
	bell,
	card: creditCard,
	category: tag,
	chart,
	check,
	clock,
	copy,
	download,
	edit: pencil,
	forward: arrowRight,
	goal: target,
	keyboard,
	language: languages,
	ledger: book,
	lock,
	message,
	offline,
	pause,
	people: users,
	play,
	print: printer,
	remove: trash,
	retry,
	search,
	settings,
	signOut: logOut,
	sortDown: arrowDown,
	sortUp: arrowUp,
	table,
	tv: monitor,
	undo,
	warning,
} as const
