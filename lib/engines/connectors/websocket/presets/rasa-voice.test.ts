import { describe, expect, test } from 'vitest'

import { rasaProtocol, rasaTarget } from '#lib/engines/connectors/testing/fake-websocket-rasa.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  checkWebsocket,
  openWebsocket,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'

const mind = fromFirstTest(createFakeMind)

describe('rasa_voice', () => {
  const heard: string[] = []
  const peer = fromFirstTest(() =>
    startFakeWebsocket(() => rasaProtocol(mind, (said) => heard.push(said))),
  )

  test('refuses another path', async () => {
    const url = `${peer.ws}/webhooks/other/websocket`
    expect(await checkWebsocket({ ...rasaTarget(peer.ws), url })).toMatchObject({
      fault: 'client_error',
    })
  })

  test('speaks at the rate of the handshake and sends the markers back', async () => {
    const session = openWebsocket(rasaTarget(peer.ws))
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'error')).toEqual([])
    expect(heard.at(-1)?.toLowerCase()).toBe(weather)
    expect(of(events, 'audio')).toMatchObject([{ sampleRate: 24_000 }])
    expect(of(events, 'reply')).toMatchObject([{ written: '' }])
    await takeTurn(session, await voiceOf(mind, 'and tomorrow'))
    expect(heard.at(-1)?.toLowerCase()).toBe('and tomorrow')
    expect(peer.refusals).toEqual([])
    await session.close()
  })

  test('buttons, images and payloads of its own are part of the answer', async () => {
    const session = openWebsocket(rasaTarget(peer.ws))
    const messages = [
      { text: 'Shall I?', buttons: [{ title: 'Yes', payload: '/affirm' }] },
      { image: 'https://example.com/map.png' },
      { custom: { card: 7 } },
    ]
    peer.plots = [
      [...messages, { text: 'Well?', image: null, buttons: [] }].map((raw) => ({ raw })),
    ]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'reply')).toMatchObject([
      { written: 'Shall I? Well?', attachments: messages },
    ])
    await session.close()
  })

  test('an answer that is nothing but a payload of its own is an answer', async () => {
    const session = openWebsocket(rasaTarget(peer.ws))
    peer.plots = [[{ raw: { custom: { card: 7 } } }]]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'reply')).toMatchObject([
      { written: '', attachments: [{ custom: { card: 7 } }] },
    ])
    await session.close()
  })

  test('the titles of buttons are the text of an answer that has no other', async () => {
    const session = openWebsocket(rasaTarget(peer.ws))
    peer.plots = [[{ raw: { buttons: [{ title: 'Yes' }, { title: 'No' }] } }]]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'reply')).toMatchObject([{ written: 'Yes\nNo' }])
    await session.close()
  })
})
