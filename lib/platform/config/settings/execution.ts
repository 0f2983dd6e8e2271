import { number, integer } from '#lib/platform/config/settings/kinds.ts'
import { group } from '#lib/platform/config/settings/setting.ts'

export const execution = group({
  EXECUTION_CPU_LIMIT_PERCENT: {
    schema: integer(1, 100, 85),
    doc: 'share of all cores above which a worker and its children start no new executions, until they are a tenth below',
  },
  EXECUTION_MEMORY_LIMIT_MB: {
    schema: integer(128, 1_048_576, 2_048),
    doc: 'resident memory in MB above which a worker and its children start no new executions, until they are a tenth below',
  },
  TEST_EXECUTION_TIMEOUT: {
    schema: integer(1, 3_600, 300),
    doc: 'seconds an execution may take in total',
  },
  TARGET_OUTAGE_PATIENCE: {
    schema: integer(1, 86_400, 900),
    doc: 'seconds for which items wait for a target that does not answer; then they end as invalid',
  },
  MAX_CONCURRENT_TESTS: {
    schema: integer(1, 100_000, 10),
    doc: 'executions at once in one organization, over all workers',
  },
  WORKER_CONCURRENCY: {
    schema: integer(1, 10_000, 500),
    doc: 'executions at once in one worker process',
  },
  MAX_ITEM_RETRIES: {
    schema: integer(0, 1_000, 10),
    doc: 'how often people may have one item of a run tried again',
  },
  TEST_RESULT_RETENTION_DAYS: {
    schema: integer(1, 3_650, 90),
    doc: 'days until results are removed',
  },
  VOICE_PACE: {
    schema: number(0, 100, 1),
    doc: '1 speaks in real time, 4 four times faster, 0 as fast as possible',
  },
})
