import { describe, expect, test } from 'vitest'

import { type Role, roles, type TokenScope, tokenScopes } from '#db/enums.ts'
import { authorize, may, type Permission, permissions } from '#lib/platform/auth/authorize.ts'
import type { Actor } from '#lib/platform/context.ts'

const all = Object.keys(permissions) as Permission[]
const allowed = (actor: Actor) => all.filter((permission) => may(actor, permission))

const user = (role: Role): Actor => ({ kind: 'user', id: 'u', name: 'Ada', role })
const token = (role: Role, scopes: TokenScope[]): Actor => ({
  kind: 'api_token',
  id: 'u',
  name: 'Ada',
  role,
  token: { id: 't', name: 'Pipeline', scopes },
})
const webhook: Actor = { kind: 'webhook', id: null, name: 'GitHub', connectionId: 'c' }
const schedule: Actor = { kind: 'schedule', id: null, name: 'Nightly', scheduleId: 's' }
const system: Actor = { kind: 'system', id: null, name: 'Earshot' }

test.each(roles)('the role %s may what the table says', (role) => {
  expect(allowed(user(role))).toEqual(
    all.filter((permission) => (permissions[permission] as readonly Role[]).includes(role)),
  )
})

describe('an API token', () => {
  const personal: Permission[] = ['account:write', 'token:write', 'user:write']

  test.each(roles)(
    'with all scopes may what its owner may, but accounts and tokens: %s',
    (role) => {
      expect(allowed(token(role, [...tokenScopes]))).toEqual(
        allowed(user(role)).filter((permission) => !personal.includes(permission)),
      )
    },
  )

  test.each<[TokenScope, Permission[]]>([
    ['read', ['workspace:read', 'delivery:read']],
    ['run', ['run:start', 'run:cancel']],
    ['import', ['suite:write', 'target:write', 'device-profile:write']],
    ['review', ['review:decide', 'defect:write', 'comment:write']],
    ['webhook', ['delivery:write']],
    [
      'admin',
      [
        'target:secrets',
        'policy:write',
        'user:read',
        'configuration:write',
        'queue:write',
        'integration:write',
        'delivery:write',
      ],
    ],
  ])('with the scope %s alone', (scope, expected) => {
    expect(allowed(token('admin', [scope])).toSorted()).toEqual(expected.toSorted())
  })

  test('never may more than its owner, whatever its scopes', () => {
    expect(allowed(token('viewer', [...tokenScopes]))).not.toContain('suite:write')
    expect(allowed(token('viewer', ['run']))).toEqual([])
  })

  test('is told which scope it lacks', () => {
    expect(() => authorize(token('admin', ['read']), 'run:start')).toThrow(
      'The API token Pipeline may not run:start: it needs the scope run',
    )
    expect(() => authorize(token('viewer', ['run']), 'run:start')).toThrow(
      'The role viewer may not run:start',
    )
    expect(() => authorize(token('admin', ['read']), 'delivery:write')).toThrow(
      'it needs the scope webhook or admin',
    )
    expect(() => authorize(token('admin', [...tokenScopes]), 'token:write')).toThrow(
      'The API token Pipeline may not token:write: only somebody who has signed in may',
    )
  })
})

test.each([webhook, schedule])(
  'a $kind may find, start and end runs, and nothing else',
  (actor) => {
    expect(allowed(actor)).toEqual(['workspace:read', 'run:start', 'run:cancel'])
    expect(() => authorize(actor, 'suite:write')).toThrow(`A ${actor.kind} may not suite:write`)
  },
)

test('Earshot itself may everything', () => {
  expect(allowed(system)).toEqual(all)
})
