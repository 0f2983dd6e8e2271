import { describe, expect, test } from 'vitest'

import {
  vapiProtocol,
  vapiTarget,
  vapiToken,
} from '#lib/engines/connectors/testing/fake-websocket-vapi.ts'
import { startFakeWebsocket } from '#lib/engines/connectors/testing/fake-websocket.ts'
import { takeTurn, of } from '#lib/engines/connectors/testing/take-turn.ts'
import {
  abilitiesOf,
  checkWebsocket,
  openWebsocket,
  voiceOf,
  weather,
} from '#lib/engines/connectors/testing/open-websocket.ts'
import { createFakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import { fromFirstTest } from '#lib/engines/connectors/testing/from-first-test.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

const mind = fromFirstTest(createFakeMind)

describe('vapi', () => {
  const ends: boolean[] = []
  const peer = fromFirstTest(() => startFakeWebsocket(vapiProtocol(mind, (end) => ends.push(end))))

  test('refuses another key, an unknown assistant, and an address of no call', async () => {
    expect(await checkWebsocket(vapiTarget(peer.url), 'other')).toMatchObject({
      fault: 'authentication',
    })
    const other = { ...vapiTarget(peer.url), variables: { assistant_id: 'x' } }
    expect(await checkWebsocket(other, vapiToken)).toMatchObject({ fault: 'client_error' })
    const url = `${peer.ws}/x/transport`
    expect(await checkWebsocket({ ...vapiTarget(peer.url), url }, vapiToken)).toMatchObject({
      fault: 'client_error',
    })
  })

  test('holds a call: greeting, two turns, hangup', async () => {
    const session = openWebsocket(vapiTarget(peer.url), vapiToken)
    const events = await takeTurn(session, await voiceOf(mind, weather))
    expect(of(events, 'partial').map(({ text: soFar }) => soFar.length)).toEqual([4])
    expect(of(events, 'transcript')[0]?.text.toLowerCase()).toBe(weather)
    expect(of(events, 'reply')[0]?.written).toMatch(/^(?!Hello).*Toronto today/)
    const second = await takeTurn(session, await voiceOf(mind, 'and tomorrow'))
    expect(of(second, 'reply')[0]?.written).toContain('Toronto tomorrow')
    await session.close()
    await expect.poll(() => ends.at(-1)).toBe(true)
  })

  test('is checked by opening a call, since it takes no text', async () => {
    expect(abilitiesOf(vapiTarget(peer.url))).toMatchObject({ text: false, agentSpeaksFirst: true })
    expect(await checkWebsocket(vapiTarget(peer.url), vapiToken)).toMatchObject({ ok: true })
  })
})

describe('vapi, what a call may bring', () => {
  const peer = fromFirstTest(() => startFakeWebsocket(vapiProtocol(mind, () => undefined)))
  const spoken = (status: string) => ({
    raw: { type: 'speech-update', role: 'assistant', status },
  })
  const sound = { raw: { audio: true } }
  const final = { role: 'assistant', transcriptType: 'final', transcript: 'It is sunny.' }

  async function ask(plot: (typeof peer.plots)[number], more: object = {}): Promise<TurnEvent[]> {
    const session = openWebsocket({ ...vapiTarget(peer.url), ...more }, vapiToken)
    peer.plots = [plot]
    const events = await takeTurn(session, await voiceOf(mind, weather))
    await session.close()
    return events
  }

  test('a transcript that comes after the end of the speech is still the reply', async () => {
    const late = { raw: { type: 'transcript', ...final } }
    const plot = [spoken('started'), sound, spoken('stopped'), { pause: 250 }, late]
    expect(of(await ask(plot), 'reply')).toMatchObject([{ written: 'It is sunny.' }])
  })

  test('even one that comes much later, as long as there are no words', async () => {
    const late = { raw: { type: 'transcript', ...final } }
    const plot = [spoken('started'), sound, spoken('stopped'), { pause: 1_000 }, late]
    expect(of(await ask(plot), 'reply')).toMatchObject([{ written: 'It is sunny.' }])
  })

  test('the other name of a final transcript is understood', async () => {
    const other = { raw: { type: 'transcript[transcriptType="final"]', ...final } }
    const plot = [spoken('started'), sound, other, spoken('stopped')]
    expect(of(await ask(plot), 'reply')).toMatchObject([{ written: 'It is sunny.' }])
  })

  test('an assistant that ends the call has answered, and is not called again', async () => {
    const ended = {
      raw: { type: 'status-update', status: 'ended', endedReason: 'assistant-ended-call' },
    }
    const connections = peer.connections
    const events = await ask([{ say: 'Goodbye.' }, ended, { close: 1000 }])
    expect(of(events, 'reply')).toMatchObject([{ written: 'Goodbye.' }])
    expect(of(events, 'hung_up')).toHaveLength(1)
    expect(of(events, 'hung_up')[0]?.why).toContain('assistant-ended-call')
    expect(events.at(-1)?.type).toBe('done')
    expect(peer.connections).toBe(connections + 1)
  })

  test('one that hangs up instead of answering has failed, and is not called again', async () => {
    const connections = peer.connections
    const events = await ask([{ close: 1000 }])
    expect(events.at(-1)).toMatchObject({ type: 'error', fault: 'voice_ai_error' })
    expect(of(events, 'error')[0]?.message).toContain('hung up without an answer')
    expect(peer.connections).toBe(connections + 1)
  })

  test('its tools are told, and hold the turn open', async () => {
    const tool = { id: 'call_1', name: 'get_order', args: { order: 'A7' }, side: 'server' as const }
    const ran = { ...tool, takesMs: 700, result: 'shipped' }
    const events = await ask([{ say: 'Let me check.' }, { tool: ran }, { say: 'It has shipped.' }])
    expect(of(events, 'reply')).toMatchObject([
      {
        ...{ written: 'It has shipped.', fillers: [{ text: 'Let me check.' }] },
        toolCalls: [{ arguments: { order: 'A7' }, result: 'shipped', status: 'succeeded' }],
      },
    ])
  })

  test('a late answer is told as slow, and is no hang-up', async () => {
    const events = await ask([{ raw: { type: 'hang' } }, { say: 'It is sunny.' }])
    expect(of(events, 'notice')).toMatchObject([{ about: 'slow' }])
    expect(of(events, 'hung_up')).toEqual([])
    expect(of(events, 'reply')).toMatchObject([{ written: 'It is sunny.' }])
  })

  test('it tells when it was interrupted, so that it can be', () =>
    expect(abilitiesOf(vapiTarget(peer.url)).bargeIn).toBe(true))
})
