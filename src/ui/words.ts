export const words = {
	'pt-BR': {
		close: 'Fechar',
		cancel: 'Cancelar',
		dismiss: 'Entendi',
		copied: 'Copiado',
		copy: 'Copiar',
		optional: 'opcional',
		typeToConfirm: 'Para confirmar, escreva {{ text }}',
	},
	en: {
		close: 'Close',
		cancel: 'Cancel',
		dismiss: 'Got it',
		copied: 'Copied',
		copy: 'Copy',
		optional: 'optional',
		typeToConfirm: 'To confirm, type {{ text }}',
	},
}
