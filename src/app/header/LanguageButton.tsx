import { Icon } from '../../ui/Icon'
import * as icons from '../../ui/icons'
import { language, setLanguage, useWords } from '../../words'

const t = useWords()

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
