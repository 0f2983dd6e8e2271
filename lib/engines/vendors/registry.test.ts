import { describe, expect, test } from 'vitest'

import { describeIntegrations, getIntegration } from '#lib/engines/vendors/registry.ts'

const address = 'https://earshot.example/api/webhooks/ci-cd?connection=1'
const described = describeIntegrations()

test('an unknown kind is refused with those there are', () =>
  expect(() => getIntegration('teams')).toThrow(/"teams".*github, gitlab/))

describe.each(described)('$kind', ({ kind, capabilities, inboundSecrets, ...one }) => {
  test('has a form whose every field is described for people', () => {
    const titles = [one.config, one.secrets].flatMap(({ properties = {} }) =>
      Object.entries(properties).map(([name, schema]) =>
        typeof schema === 'object' && schema.title ? null : name,
      ),
    )
    expect(titles.filter((name) => name !== null)).toEqual([])
    expect(one.summary).toMatch(/\.$/)
  })

  test('says how its sender is set up when, and only when, it receives', () => {
    const setup = getIntegration(kind).hookSetup?.(address)
    expect(setup !== undefined).toBe(capabilities.receives)
    const named = setup?.rows.filter(({ is }) => is === 'secret').map(({ value }) => value) ?? []
    expect(named.toSorted()).toEqual([...inboundSecrets].toSorted())
    expect(
      setup?.rows.filter(({ is }) => is === 'address').map(({ value }) => value) ?? [],
    ).toEqual(capabilities.receives ? [address] : [])
  })
})
