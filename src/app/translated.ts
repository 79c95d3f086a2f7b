/** The text nodes that a translator took out of the page, by what it put in their place. */
interface Stand extends HTMLElement {
	data?: string
}

/**
 * Keeps a page alive that the browser translates. A translator takes each text node out and puts a `<font>` with other words
 * in its place; the page goes on writing into the node that it knows, which nobody sees any more, or into what it takes for
 * one, the `<font>`. Either way the node comes back with the new text; the translator then translates that one too.
 */
export function followTranslation(root: Node): void {
	const standsFor = new WeakMap<Node, Stand>()
	const written = new MutationObserver((records) => {
		for (const { target } of records) bringBack(target as Text)
	})
	function bringBack(text: Text) {
		const font = standsFor.get(text)
		if (font?.isConnected) font.replaceWith(text)
		standsFor.delete(text)
	}
	function take(text: Text, font: Stand) {
		standsFor.set(text, font)
		written.observe(text, { characterData: true })
		Object.defineProperty(font, 'data', {
			configurable: true,
			get: () => text.data,
			set(words: string) {
				text.data = words
				bringBack(text)
			},
		})
	}
	new MutationObserver((records) => {
		for (const { addedNodes, removedNodes, previousSibling, nextSibling } of records)
			for (const node of removedNodes) {
				if (node.nodeType !== Node.TEXT_NODE || node.parentNode) continue
				const font = [...addedNodes, previousSibling, nextSibling].find((other) => other?.nodeName === 'FONT')
				if (font) take(node as Text, font as Stand)
			}
	}).observe(root, { childList: true, subtree: true })
}
