import type { Handlers } from '../types.ts'
import { expand } from './expand-run.ts'
import { finalize } from './finalize-run.ts'
import { keepHouse } from './keep-house.ts'
import { validate } from './validate-execution.ts'

export const handlers: Handlers = {
  'run.expand': expand,
  'run.finalize': finalize,
  'validation.validate': validate,
  'maintenance.partitions': keepHouse,
}
