/** The drawings of the page's first moment as plain data, so that the icon library comes later. Shapes: Lucide (ISC). */

/** Shapes on a grid of 24, drawn in lines. */
export type Drawing = [tag: string, attributes: Record<string, string>][]

export const firstIcons = {
	close: [
		['path', { d: 'M18 6 6 18' }],
		['path', { d: 'm6 6 12 12' }],
	],
	down: [['path', { d: 'm6 9 6 6 6-6' }]],
	faster: [
		['path', { d: 'M7 7h10v10' }],
		['path', { d: 'M7 17 17 7' }],
	],
	filter: [
		['path', { d: 'M2 5h20' }],
		['path', { d: 'M6 12h12' }],
		['path', { d: 'M9 19h6' }],
	],
	help: [
		['circle', { cx: '12', cy: '12', r: '10' }],
		['path', { d: 'M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3' }],
		['path', { d: 'M12 17h.01' }],
	],
	inbox: [
		['polyline', { points: '22 12 16 12 14 15 10 15 8 12 2 12' }],
		[
			'path',
			{
				d: 'M5.45 5.11 2 12v6a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2v-6l-3.45-6.89A2 2 0 0 0 16.76 4H7.24a2 2 0 0 0-1.79 1.11z',
			},
		],
	],
	moon: [
		[
			'path',
			{
				d: 'M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401',
			},
		],
	],
	next: [['path', { d: 'm9 18 6-6-6-6' }]],
	previous: [['path', { d: 'm15 18-6-6 6-6' }]],
	same: [['path', { d: 'M5 12h14' }]],
	slower: [
		['path', { d: 'm7 7 10 10' }],
		['path', { d: 'M17 7v10H7' }],
	],
	sun: [
		['circle', { cx: '12', cy: '12', r: '4' }],
		['path', { d: 'M12 2v2' }],
		['path', { d: 'M12 20v2' }],
		['path', { d: 'm4.93 4.93 1.41 1.41' }],
		['path', { d: 'm17.66 17.66 1.41 1.41' }],
		['path', { d: 'M2 12h2' }],
		['path', { d: 'M20 12h2' }],
		['path', { d: 'm6.34 17.66-1.41 1.41' }],
		['path', { d: 'm19.07 4.93-1.41 1.41' }],
	],
} satisfies Record<string, Drawing>
