import { describe, expect, test } from 'vitest'
import { databaseError } from './errors'

describe('what the database says', () => {
	test.each([
		[{ status: 409, code: '23505', message: 'duplicate key', details: '' }, 'duplicate', null],
		[{ status: 400, code: '22023', message: 'name must not be empty' }, 'invalid_input', 'name'],
		[
			{ status: 400, code: '23514', message: 'violates check constraint "sources_closing_day_range"' },
			'invalid_input',
			'closing_day',
		],
		[
			{ status: 403, code: '42501', message: 'as viewer of this ledger you may not do that' },
			'not_allowed',
			null,
		],
		[{ status: 404, code: 'PT404', message: 'no such ledger' }, 'not_found', null],
		[{ status: 409, code: 'PT409', message: 'the last owner' }, 'last_owner', null],
		[{ status: 404, code: 'PGRST202', message: 'Could not find the function' }, 'schema_outdated', null],
		[{ status: 401, code: 'PGRST301', message: 'Expected 3 parts in JWT; got 1' }, 'session_expired', null],
		[{ status: 401, code: 'PGRST303', message: 'JWT expired' }, 'session_expired', null],
		[{ status: 401, code: 'PGRST303', message: 'JWT issued at future' }, 'clocks_differ', null],
		[{ status: 401, code: 'PGRST303', message: 'JWT not yet valid' }, 'clocks_differ', null],
		[{ status: 401, code: '22023', message: 'role "ghost" does not exist' }, 'session_expired', null],
		[{ status: 403, message: '<html>Forbidden by proxy</html>' }, 'blocked', null],
		[{ status: 429, message: 'rate' }, 'rate_limited', null],
		[{ status: 503, message: 'upstream' }, 'server', null],
		[{ status: 401, code: '42501', message: 'permission denied' }, 'session_expired', null],
		[{ status: 402, message: 'exceeded' }, 'plan_limit', null],
		[{ status: 540, message: '' }, 'project_paused', null],
		[{ status: 500, message: 'the project is paused' }, 'project_paused', null],
		[{ status: 0, message: 'TypeError: Failed to fetch' }, 'network', null],
	])('%j is %s', (trouble, code, field) => {
		expect(databaseError(trouble)).toMatchObject({ name: 'BackendError', code, field })
	})
})
