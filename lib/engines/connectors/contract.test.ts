import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { dialogflowCx } from '#lib/engines/connectors/dialogflow-cx/index.ts'
import { lexV2 } from '#lib/engines/connectors/lex-v2/index.ts'
import { connectors } from '#lib/engines/connectors/registry.ts'
import { connectorContract } from '#lib/engines/connectors/testing/contract.ts'
import type { FakeServer } from '#lib/engines/connectors/testing/contract-tools.ts'
import {
  type FakeDialogflow,
  dialogflowTarget,
  startFakeDialogflow,
} from '#lib/engines/connectors/testing/fake-dialogflow.ts'
import {
  type FakeHttp,
  fakeHttpKey,
  fakeHttpToken,
  ownWebhook,
  startFakeHttp,
} from '#lib/engines/connectors/testing/fake-http.ts'
import {
  type FakeLex,
  fakeLexSecrets,
  lexTarget,
  startFakeLex,
} from '#lib/engines/connectors/testing/fake-lex.ts'
import {
  goodManners,
  twilioAuthToken,
  twilioProtocol,
  twilioTarget,
} from '#lib/engines/connectors/testing/fake-twilio.ts'
import {
  openaiLiveTarget,
  openaiProtocol,
  openaiTarget,
  openaiToken,
} from '#lib/engines/connectors/testing/fake-websocket-openai.ts'
import {
  startFakeWebsocket,
  type FakeWebsocket,
} from '#lib/engines/connectors/testing/fake-websocket.ts'
import { createFakeMind, type FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { resample } from '#lib/engines/speech/audio/resample.ts'
import { createEmbeddedTts } from '#lib/engines/speech/tts/embedded.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { createGuard } from '#lib/platform/net/guard.ts'
import { startSimulator, type Simulator } from '#simulator/server.ts'
import { smallVocabulary } from '#simulator/testing/speech.ts'

let simulator: Simulator
let mind: FakeMind
let webhooks: FakeHttp
let realtime: FakeWebsocket
let lex: FakeLex
let dialogflow: FakeDialogflow
let telephone: FakeWebsocket
const tts = createEmbeddedTts({ threads: 1 })

beforeAll(async () => {
  simulator = await startSimulator({
    clientId: settings().SIMULATOR_CLIENT_ID,
    clientKey: settings().SIMULATOR_CLIENT_KEY,
    vocabulary: smallVocabulary,
  })
  await simulator.warm(['en'])
  mind = await createFakeMind()
  webhooks = await startFakeHttp(mind)
  lex = await startFakeLex(mind)
  dialogflow = await startFakeDialogflow(mind)
  realtime = await startFakeWebsocket(() => openaiProtocol(mind))
  telephone = await startFakeWebsocket(twilioProtocol(mind, { manners: goodManners, calls: [] }))
})
afterAll(async () => {
  await simulator.close()
  await webhooks.close()
  await lex.close()
  await dialogflow.close()
  await realtime.close()
  await telephone.close()
  await mind.close()
  await tts.close()
})

async function speak(text: string): Promise<VoiceTurn> {
  const spoken = await tts.synthesize({ text, language: 'en-US', voice: 'default' })
  const clip = resample(spoken, 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  return { kind: 'voice', ...clip, speechEndMs, language: 'en-US' }
}

/** What each peer shares with the others: the guard, and a conversation that all of them can hold. */
const common = {
  guard: createGuard({ allowedHosts: ['127.0.0.1'] }),
  language: 'en-US',
  dialog: [
    { say: 'what is the weather in toronto', replyContains: 'Toronto today' },
    { say: 'and tomorrow', replyContains: 'Toronto tomorrow' },
  ],
  speak,
}

const fakeDialogflow = (transport: 'grpc' | 'rest'): FakeServer => ({
  ...common,
  config: { ...dialogflowTarget(dialogflow[transport]), transport },
  secrets: dialogflow.secrets(),
  wrongSecrets: dialogflow.secrets(true),
  hidden: dialogflow.hidden,
  addressOf: (url) => ({ endpoint: url }),
  keys: { say: 'what is the weather in toronto', digits: '10', replyContains: 'timer' },
})

/** A local peer for each kind; a connector without one fails the test below. */
const peers: Record<string, () => FakeServer> = {
  houndify: () => ({
    ...common,
    config: { endpoint: `${simulator.url}/v1`, extra_headers: { 'X-Token': 'extra-secret' } },
    secrets: {
      client_id: settings().SIMULATOR_CLIENT_ID,
      client_key: settings().SIMULATOR_CLIENT_KEY,
    },
    wrongSecrets: {
      client_id: settings().SIMULATOR_CLIENT_ID,
      client_key: `${Buffer.alloc(64, 1).toString('base64url')}==`,
    },
    hidden: [settings().SIMULATOR_CLIENT_ID, settings().SIMULATOR_CLIENT_KEY, 'extra-secret'],
    addressOf: (url) => ({ endpoint: `${url}/v1` }),
  }),
  http: () => ({
    ...common,
    config: { ...ownWebhook(webhooks.url), headers: { 'X-Own': 'extra-secret' } },
    secrets: { token: fakeHttpToken, hmac_key: fakeHttpKey },
    wrongSecrets: { token: 'not-the-token', hmac_key: fakeHttpKey },
    hidden: [fakeHttpToken, fakeHttpKey, 'extra-secret'],
    addressOf: (url) => ({ url: `${url}/turn` }),
  }),
  websocket: () => ({
    ...common,
    config: { ...openaiTarget(realtime.ws), headers: { 'X-Own': 'extra-secret' } },
    secrets: { token: openaiToken },
    wrongSecrets: { token: 'not-the-token' },
    hidden: [openaiToken, 'extra-secret'],
    addressOf: (url) => ({ url: url.replace('http', 'ws') }),
  }),
  'lex-v2': () => ({
    ...common,
    config: lexTarget(lex.url),
    secrets: fakeLexSecrets,
    wrongSecrets: { ...fakeLexSecrets, secret_access_key: 'not-the-key' },
    hidden: Object.values(fakeLexSecrets),
    addressOf: (url) => ({ endpoint: url }),
  }),
  'dialogflow-cx': () => fakeDialogflow('grpc'),
  'twilio-media-streams': () => ({
    ...common,
    config: { ...twilioTarget(telephone.ws), headers: { 'X-Own': 'extra-secret' } },
    secrets: { auth_token: twilioAuthToken },
    wrongSecrets: { auth_token: 'not-the-token' },
    hidden: [twilioAuthToken, 'extra-secret'],
    addressOf: (url) => ({ url: url.replace('http', 'ws') }),
    resumes: false,
    bargeIn: {
      say: 'what is the weather in toronto',
      sayOver: 'and tomorrow',
      replyContains: 'Toronto tomorrow',
    },
    keys: { say: 'what is the weather in toronto', digits: '10', replyContains: 'pressed 10' },
  }),
}

test('every connector has a peer to be tested against', () =>
  expect(Object.keys(peers)).toEqual(Object.keys(connectors)))

for (const [kind, connector] of Object.entries(connectors)) {
  const peer = peers[kind]
  if (peer) connectorContract(connector, peer)
}

describe('with a voice AI that finds the end of a turn by itself', () =>
  connectorContract(websocket, () => ({
    ...common,
    config: {
      ...openaiLiveTarget(realtime.ws),
      // It has a message for keys, which the vendor has not: what they mean is written in it.
      dtmf_messages: [
        {
          type: 'conversation.item.create',
          item: {
            type: 'message',
            role: 'user',
            content: [{ type: 'input_text', text: 'set a timer for {{digits}} minutes' }],
          },
        },
        { type: 'response.create' },
      ],
    },
    secrets: { token: openaiToken },
    wrongSecrets: { token: 'not-the-token' },
    hidden: [openaiToken],
    addressOf: (url) => ({ url: url.replace('http', 'ws') }),
    bargeIn: {
      say: 'what is the weather in toronto',
      sayOver: 'and tomorrow',
      replyContains: 'Toronto tomorrow',
    },
    keys: { say: 'what is the weather in toronto', digits: '10', replyContains: 'timer' },
  })))

describe('in an open conversation', () =>
  connectorContract(lexV2, () => ({
    ...common,
    config: { ...lexTarget(lex.live.url), api: 'conversation' },
    secrets: fakeLexSecrets,
    wrongSecrets: { ...fakeLexSecrets, secret_access_key: 'not-the-key' },
    hidden: Object.values(fakeLexSecrets),
    addressOf: (url) => ({ endpoint: url }),
    bargeIn: {
      say: 'what is the weather in toronto',
      sayOver: 'and tomorrow',
      replyContains: 'Toronto tomorrow',
    },
    keys: { say: 'what is the weather in toronto', digits: '10', replyContains: 'timer' },
  })))

describe('where the caller may break into a reply', () =>
  connectorContract(dialogflowCx, () => {
    const peer = fakeDialogflow('grpc')
    return {
      ...peer,
      config: { ...peer.config, barge_in: true },
      bargeIn: {
        say: 'what is the weather in toronto',
        sayOver: 'and tomorrow',
        replyContains: 'Toronto tomorrow',
      },
    }
  }))

describe('over REST', () => connectorContract(dialogflowCx, () => fakeDialogflow('rest')))
