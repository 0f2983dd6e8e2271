import { expect, test } from 'vitest'

import { deadPermissions } from '#scripts/house/dead-permissions.ts'

const find = (files: Record<string, string>) =>
  deadPermissions(new Map(Object.entries(files)), ['run:start']).map(({ name }) => name)

test.each([
  ['lib/runs/start-run.ts', "authorize(ctx.actor, 'run:start')"],
  ['app/(dashboard)/runs/page.tsx', "const can = may((await user()).actor, 'run:start')"],
  ['lib/runs/either.ts', "authorize(ctx.actor, ended ? 'run:end' : 'run:start')"],
])('a permission is alive when %s asks for it', (path, text) =>
  expect(find({ [path]: text })).toEqual([]),
)

test.each([
  ['app/api/v1/runs/route.ts', "export const POST = route({ permission: 'run:start' })"],
  ['lib/platform/auth/authorize.ts', "export const permissions = { 'run:start': author }"],
  ['lib/runs/start-run.test.ts', "authorize(ctx.actor, 'run:start')"],
])('a permission is dead when only %s names it', (path, text) =>
  expect(find({ [path]: text })).toEqual(['permission run:start']),
)
