import { expect, test } from 'vitest'

import { twilioSignature } from '#lib/engines/connectors/twilio-media-streams/signature.ts'

test('agrees with the example of twilio-node’s own tests', () =>
  expect(
    twilioSignature(
      '12345',
      'https://mycompany.com/myapp.php?foo=1&bar=2CallSidCA1234567890ABCDECaller+14158675309Digits1234From+14158675309To+18005551212',
    ),
  ).toBe('RSOYDt4T1cUTdK1PDd93/VVr8B8='))
