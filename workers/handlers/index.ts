import type { Handlers } from '../types.ts'
import { expand } from './expand-run.ts'
import { finalize } from './finalize-run.ts'
import { keepHouse } from './keep-house.ts'
import { processWebhook } from './process-webhook.ts'
import { validate } from './validate-execution.ts'

export const handlers: Handlers = {
  'run.expand': expand,
  'run.finalize': finalize,
  'validation.validate': validate,
  'webhook.process': processWebhook,
  'maintenance.partitions': keepHouse,
}
