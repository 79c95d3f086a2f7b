import type { Plugin } from 'vite'

/**
 * What ApexCharts 4.7.0 measures again and again for each drawing, each time making the browser lay the page out anew: over
 * a third of a drawing's time; and where a drawing can be cut in two. Exact texts of the pinned version, so that another
 * one fails the build instead of drawing wrongly.
 */
const changes: [what: string, from: string, to: string][] = [
	[
		// It writes each label into the chart, measures it and takes it out again. The same text in the same letters is as
		// large as the last time, unless fonts have come since.
		'sizes of texts are remembered',
		'key:"getTextRects",value:function(t,e,i,a){var s=!(arguments.length>4&&void 0!==arguments[4])||arguments[4],r=this.w,n=',
		'key:"getTextRects",value:function(t,e,i,a){var s=!(arguments.length>4&&void 0!==arguments[4])||arguments[4],r=this.w,' +
			'known=painelTextRects([r.config.chart.fontFamily,e,i,a,s,t].join("|"));if(known.width!==undefined)return{width:known.width,height:known.height};var n=',
	],
	[
		'sizes of texts are remembered',
		'return s||(o=n.node.getBoundingClientRect()),n.remove(),{width:o.width,height:o.height}}',
		'return s||(o=n.node.getBoundingClientRect()),n.remove(),o.width&&(known.width=o.width,known.height=o.height),{width:o.width,height:o.height}}',
	],
	[
		'a legend that is not shown is not measured',
		'var i=Object.assign({},v.getBoundingClientRect(e));return null!==e&&!t.config.legend.floating&&t.config.legend.show?',
		'var i=t.config.legend.show?Object.assign({},v.getBoundingClientRect(e)):{};return null!==e&&!t.config.legend.floating&&t.config.legend.show?',
	],
	[
		'a line of text that is not broken needs no letter size',
		'if(X(this.node))return;const s=O.window.getComputedStyle(this.node).getPropertyValue("font-size"),',
		'if(X(this.node)||!this.dom.newLined)return;const s=O.window.getComputedStyle(this.node).getPropertyValue("font-size"),',
	],
	[
		'labels under the axis that are not shown are not measured',
		'm=o.globals.rotateXLabels&&n?b.getTextRects(',
		'm=o.config.xaxis.labels.show?o.globals.rotateXLabels&&n?b.getTextRects(',
	],
	[
		'labels under the axis that are not shown are not measured',
		',!1):b.getTextRects(h,parseInt(r,10));var v=!o.config.xaxis.labels.showDuplicates',
		',!1):b.getTextRects(h,parseInt(r,10)):{width:0,height:0};var v=!o.config.xaxis.labels.showDuplicates',
	],
	[
		// Asked for with the option `inSteps`, its answer is a function that shapes what was laid out.
		'a drawing is laid out and shaped in two steps',
		'this.dimensions.plotCoords();var l=this.core.xySettings();',
		'this.dimensions.plotCoords();var shape=()=>{var l=this.core.xySettings();',
	],
	[
		'a drawing is laid out and shaped in two steps',
		'dimensions:{plot:{left:a.globals.translateX,top:a.globals.translateY,width:a.globals.gridWidth,height:a.globals.gridHeight}}}}},{key:"mount"',
		'dimensions:{plot:{left:a.globals.translateX,top:a.globals.translateY,width:a.globals.gridWidth,height:a.globals.gridHeight}}}};return e&&e.inSteps?shape:shape()}},{key:"mount"',
	],
]

const REMEMBERED = `
const painelTexts = new Map()
document.fonts?.addEventListener?.('loadingdone', () => painelTexts.clear())
function painelTextRects(key) {
	let known = painelTexts.get(key)
	if (!known) {
		if (painelTexts.size > 500) painelTexts.clear()
		painelTexts.set(key, (known = {}))
	}
	return known
}
`

/** ApexCharts without its repeated measuring. Throws when the library's code is not what is expected. */
export function leanChartCode(code: string): string {
	let lean = code
	for (const [what, from, to] of changes) {
		if (lean.split(from).length !== 2)
			throw new Error(
				`scripts/build/lean-charts.ts expects apexcharts 4.7.0, where "${what}" applies once: pin that version, or look at the change anew.`,
			)
		lean = lean.replace(from, () => to)
	}
	return lean + REMEMBERED
}

/** Makes the charts of the built page draw with fewer forced layouts. */
export function leanCharts(): Plugin {
	return {
		name: 'painel:lean-charts',
		apply: 'build',
		enforce: 'pre',
		transform: {
			filter: { id: /apexcharts\/dist\/apexcharts\.esm\.js/ },
			handler: (code) => ({ code: leanChartCode(code), map: null }),
		},
	}
}
