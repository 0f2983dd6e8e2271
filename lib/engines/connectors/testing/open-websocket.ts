import type { FakeMind } from '#lib/engines/connectors/testing/fake-mind.ts'
import type {
  AnswerTool,
  OpenOptions,
  Session,
  TextTurn,
  ToolCall,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'
import { websocket } from '#lib/engines/connectors/websocket/index.ts'
import { measureLevels } from '#lib/engines/speech/audio/levels.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

const guard = createGuard({ allowedHosts: ['127.0.0.1'] })

/** What a conversation of two turns begins with, where the second makes sense only after the first. */
export const weather = 'what is the weather in toronto'

export const textOf = (text: string): TextTurn => ({ kind: 'text', text, language: 'en-US' })

export async function voiceOf(mind: FakeMind, said: string): Promise<VoiceTurn> {
  const clip = await mind.speak(said, 16_000)
  const speechEndMs = measureLevels(clip).speechEndMs ?? 0
  return { kind: 'voice', ...clip, speechEndMs, language: 'en-US' }
}

export function openWebsocket(
  config: object,
  token?: string,
  more: Partial<OpenOptions> = {},
): Session {
  const secrets = websocket.secrets.parse({ token })
  const options = { userId: 'caller', language: 'en-US', guard, ...more }
  return websocket.open(websocket.config.parse(config), secrets, options)
}

export async function checkWebsocket(config: object, token?: string) {
  const { signal } = new AbortController()
  return websocket.check(websocket.config.parse(config), { token }, signal, { guard })
}

export const abilitiesOf = (config: object) =>
  websocket.capabilities(websocket.config.parse(config))

/** Mocks that answer by the tool's name and note what they were asked; null for any other tool. */
export function mocks(answers: Record<string, Awaited<ReturnType<AnswerTool>>>): {
  asked: ToolCall[]
  answerTool: AnswerTool
} {
  const asked: ToolCall[] = []
  return {
    asked,
    answerTool: (call) => {
      asked.push(call)
      return Promise.resolve(answers[call.name] ?? null)
    },
  }
}
