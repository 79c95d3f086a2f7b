import { Icon } from '../../ui/Icon'
import { icons } from '../../ui/icons'
import { words } from '../first-words'
import { createWords, language, setLanguage } from '../language'

const t = createWords(words)

/** Names the other language in itself, and changes to it. */
export function LanguageButton() {
	const other = () => (language() === 'en' ? 'pt-BR' : 'en')
	return (
		<button type="button" class="btn btn-bare" lang={other()} onClick={() => setLanguage(other())}>
			<Icon of={icons.language} />
			{t('language')}
		</button>
	)
}
