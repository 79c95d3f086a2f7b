// Where this page's Supabase project is. Both values are public; a secret key is refused.
// Left empty, the values given at build time count; with none of those, the page runs its demo.
// After an edit here the Content-Security-Policy must name the project too. Both at once, in the built folder:
// npm run configure -- https://abcd.supabase.co sb_publishable_…
globalThis.PAINEL_CONFIG = {
	supabaseUrl: '', // https://abcd.supabase.co
	publishableKey: '', // sb_publishable_…
}
