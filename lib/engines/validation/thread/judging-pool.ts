import type { JudgingAnswer, JudgingQuestion } from '#lib/engines/validation/thread/protocol.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'
import { createWorkerPool, type WorkerPool } from '#lib/platform/processes/worker-pool.ts'

/** ms that judging one execution, or one line, may take */
export const judgingMs = 10_000

const inTree = 'lib/engines/validation/thread/judge-thread.ts'

const open = () =>
  createWorkerPool<JudgingQuestion, JudgingAnswer>({
    name: 'judging',
    open: () =>
      openThread({
        program: threadProgram(import.meta.dirname, inTree),
        name: 'judging',
        resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 32 },
        // The thread is ours and answers nothing else.
        read: (message) => message as JudgingAnswer,
      }),
    size: 2,
    maxQueued: 2_000,
    timeoutMs: judgingMs,
    idleMs: 30_000,
    // What has cost a thread would cost another.
    maxAttempts: 1,
  })

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & {
  earshotJudging?: WorkerPool<JudgingQuestion, JudgingAnswer>
}

/** The threads of this process that judge; they are started when first needed and ended when nobody asks. */
export const judgingPool = () => (holder.earshotJudging ??= open())
