import WebSocket from 'ws'
import { type Finding, fail, ok, warn } from './finding'

/** How a join was answered: joined, refused with a reason, or not at all. */
type Join = { joined: true } | { joined: false; reason: string }

interface Socket {
	join(topic: string, isPrivate: boolean): Promise<Join>
	close(): void
}

/** How long to wait for what, in ms: a refusal takes the server 5 seconds. */
interface Patience {
	connection: number
	answer: number
}

function open(url: string, key: string, patience: Patience): Promise<Socket | string> {
	const address = `${url.replace(/^http/, 'ws')}/realtime/v1/websocket?${new URLSearchParams({ apikey: key, vsn: '2.0.0' })}`
	const socket = new WebSocket(address, { handshakeTimeout: patience.connection })
	let references = 0
	return new Promise((opened) => {
		socket.on('unexpected-response', (_, response) => opened(`it answered ${response.statusCode}`))
		socket.on('error', (error) => opened(error.message))
		socket.on('open', () =>
			opened({
				join(topic, isPrivate) {
					const reference = String(++references)
					const config = {
						broadcast: {},
						presence: { enabled: false },
						postgres_changes: [],
						private: isPrivate,
					}
					socket.send(JSON.stringify([reference, reference, `realtime:${topic}`, 'phx_join', { config }]))
					return new Promise((answered) => {
						const silent = () => answered({ joined: false, reason: 'no answer' })
						const timer = setTimeout(silent, patience.answer)
						socket.on('message', (data, binary) => {
							if (binary) return
							const [, to, , event, payload] = JSON.parse(String(data)) as [
								unknown,
								string,
								string,
								string,
								{ status?: string; response?: { reason?: string } },
							]
							if (event !== 'phx_reply' || to !== reference) return
							clearTimeout(timer)
							answered(
								payload.status === 'ok'
									? { joined: true }
									: { joined: false, reason: payload.response?.reason ?? 'no reason' },
							)
						})
					})
				},
				close: () => socket.terminate(),
			}),
		)
	})
}

/** Whether Realtime is reachable, lets nobody into a ledger's channel unsigned, and allows private channels only. */
export async function checkRealtime(
	url: string,
	key: string,
	patience: Patience = { connection: 15_000, answer: 15_000 },
): Promise<Finding[]> {
	const socket = await open(url, key, patience)
	if (typeof socket === 'string')
		return [
			warn(
				'Realtime is reachable',
				`No WebSocket: ${socket}. Switch Realtime on (Project Settings > Realtime) and let wss through proxies. Until then the page works by asking again and again.`,
			),
		]
	try {
		const ledger = await socket.join('ledger:00000000-0000-4000-8000-000000000000:0', true)
		const anyone = await socket.join('painel-doctor', false)
		return [ok('Realtime is reachable'), aboutLedger(ledger), aboutAnyone(anyone)]
	} finally {
		socket.close()
	}
}

function aboutLedger(join: Join): Finding {
	const what = 'nobody hears a ledger without signing in'
	if (join.joined)
		return fail(
			what,
			'A private channel let this in: put back the policy on realtime.messages of supabase/migrations.',
		)
	return /unauthorized/i.test(join.reason) ? ok(what) : unclear(what, join.reason)
}

function aboutAnyone(join: Join): Finding {
	const what = 'only private channels are allowed'
	if (join.joined)
		return warn(
			what,
			'Switch off "Allow public access" in Realtime > Settings: Painel uses private channels only.',
		)
	return /^PrivateOnly/.test(join.reason) ? ok(what) : unclear(what, join.reason)
}

const unclear = (what: string, reason: string) =>
	warn(what, `Realtime answered: ${reason}. Run this again in a minute.`)
