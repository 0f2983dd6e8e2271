import { expect, test } from 'vitest'

import {
  connectorKinds,
  connectors,
  describe,
  getConnector,
} from '#lib/engines/connectors/registry.ts'

test('a connector is found by its own kind', () => {
  for (const [kind, connector] of Object.entries(connectors)) {
    expect(connector.kind).toBe(kind)
    expect(getConnector(kind)).toBe(connector)
  }
})

test.each(['nobody', '__proto__', 'constructor', ''])(
  '%j is refused with the kinds there are',
  (kind) => expect(() => getConnector(kind)).toThrow(connectorKinds.join(', ')),
)

test('describes every setting with a title for its form', () => {
  for (const description of describe()) {
    const { config, secrets } = description
    for (const [name, schema] of Object.entries({ ...config.properties, ...secrets.properties }))
      expect({ name, title: typeof schema === 'object' && schema.title }).toEqual({
        name,
        title: expect.stringMatching(/./) as string,
      })
    expect(description.capabilities).not.toBeNull()
  }
})

test('a description survives JSON', () => {
  for (const description of describe())
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
})
