import { readFileSync } from 'node:fs'

import { z } from 'zod'

import { startBridge } from '#examples/sip-bridge/bridge.ts'

/** `node examples/sip-bridge/main.ts settings.json`; what each setting means is in docs/sip.md. */
const Settings = z.strictObject({
  host: z.string().default('127.0.0.1'),
  web_socket_port: z.int().default(9091),
  audio_socket_port: z.int().default(9092),
  ari: z.url(),
  ari_user: z.string(),
  ari_password: z.string(),
  /** whom to call, as Asterisk names it: `PJSIP/agent@trunk` */
  endpoint: z.string(),
  context: z.string().default('earshot'),
})

const [, , file = ''] = process.argv
const settings = Settings.parse(JSON.parse(readFileSync(file, 'utf8')))
const authorization = `Basic ${Buffer.from(`${settings.ari_user}:${settings.ari_password}`).toString('base64')}`

/** Asks Asterisk's REST interface. Throws for any answer that is no success. */
async function ari(method: string, path: string, body?: object): Promise<void> {
  const response = await fetch(`${settings.ari}${path}`, {
    ...{ method, headers: { authorization, 'content-type': 'application/json' } },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!response.ok) throw new Error(`ARI answers ${response.status} to ${method} ${path}`)
}

await startBridge({
  ...{ host: settings.host, webSocketPort: settings.web_socket_port },
  audioSocketPort: settings.audio_socket_port,
  async dial(uuid) {
    const { endpoint, context } = settings
    const where = new URLSearchParams({ endpoint, context, extension: 'earshot', priority: '1' })
    await ari('POST', `/channels/${uuid}?${where}`, { variables: { EARSHOT_UUID: uuid } })
    return {
      press: (digit) => ari('POST', `/channels/${uuid}/dtmf?${new URLSearchParams({ dtmf: digit })}`),
      // A call that has ended already is no longer there.
      hangUp: () => ari('DELETE', `/channels/${uuid}`).catch(() => undefined),
    }
  },
})
