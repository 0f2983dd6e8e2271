import type { Sql } from '#db/client.ts'
import { env } from '#lib/config/env.ts'
import { executeItem } from '#lib/runs/execute/execute-item.ts'
import { createPlans } from '#lib/runs/execute/plan.ts'
import { createPolicies } from '#lib/runs/policy.ts'
import { listenerOf } from '#lib/speech/asr/listener.ts'
import { createSpeech } from '#lib/speech/stimulus.ts'
import { createEngineSet } from '#lib/speech/tts/engine-set.ts'
import { createStorage } from '#lib/storage/storage.ts'

import type { Execute } from './execution-lane.ts'

/** The real thing: speech, storage and connectors behind one function. */
export function createExecutor(sql: Sql): { execute: Execute; close(): Promise<void> } {
  const engine = createEngineSet(env)
  const storage = createStorage()
  const speech = createSpeech({ engine, storage })
  const listener = listenerOf(env, storage)
  const plan = createPlans(sql)
  const policy = createPolicies(sql)
  return {
    execute: (item, signal) =>
      executeItem({ plan, speech, listener, storage, policy }, item, signal),
    close: () => engine.close(),
  }
}
