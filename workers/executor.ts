import type { Sql } from '#db/client.ts'
import { listenerOf } from '#lib/engines/speech/asr/listener.ts'
import { openRealtime, type Realtime } from '#lib/engines/connectors/realtime/open-realtime.ts'
import { createConditions } from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { createNoiseLibrary } from '#lib/engines/speech/conditions/noise-library.ts'
import { storedTalkers } from '#lib/engines/speech/conditions/stored-talkers.ts'
import { createSpeech } from '#lib/engines/speech/stimulus.ts'
import { createEngineSet } from '#lib/engines/speech/tts/engine-set.ts'
import { configuredEngines } from '#lib/meaning/configured.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { openWorkerStorage } from '#lib/platform/storage/storage.ts'
import { createPolicies } from '#lib/policies/create-policies.ts'
import { executeItem } from '#lib/runs/execute/execute-item.ts'
import { createPlans } from '#lib/runs/execute/plan.ts'
import { createToolSessions } from '#lib/runs/tool-calls/tool-sessions.ts'
import type { Execute } from '#workers/execution-consumer.ts'

/** The real thing: speech, storage and connectors behind one function. */
export function createExecutor(
  sql: Sql,
  realtime: Realtime = openRealtime(),
): { execute: Execute; close(): Promise<void> } {
  const engine = createEngineSet(settings())
  const storage = openWorkerStorage()
  const speech = createSpeech({ engine, storage })
  const talkers = () => storedTalkers(engine, speech)
  const noises = createNoiseLibrary({ storage, talkers })
  const conditions = createConditions({ storage, noises, threads: settings().TTS_THREADS })
  const listener = listenerOf(settings(), storage)
  const plan = createPlans(sql)
  const policy = createPolicies(sql)
  const meaning = configuredEngines(settings())
  const toolSessions = createToolSessions(sql)
  const speaking = { speech, conditions, listener, storage, realtime }
  return {
    execute: (item, signal) => {
      const deps = { plan, ...speaking, policy, meaning, toolSessions }
      return executeItem(deps, item, signal)
    },
    close: async () => {
      const engines = meaning.map((one) => one.close?.())
      const own = [engine.close(), conditions.close(), storage.close(), realtime.close()]
      await Promise.all([...own, ...engines])
    },
  }
}
