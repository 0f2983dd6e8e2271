import type { Handlers } from '../types.ts'
import { calibrateMeaning } from './calibrate-meaning.ts'
import { checkMeaningDrift } from './check-meaning-drift.ts'
import { expand } from './expand-run.ts'
import { finalize } from './finalize-run.ts'
import { keepHouse } from './keep-house.ts'
import { processWebhook } from './process-webhook.ts'
import { notifyRun } from './notify-run.ts'
import { replay } from './run-replay.ts'
import { send } from './send-notification.ts'
import { startDue } from './start-due-schedules.ts'
import { sweep } from './sweep-notifications.ts'
import { syncTrackers } from './sync-trackers.ts'
import { validate } from './validate-executions.ts'
import { watch } from './watch-notifications.ts'

export const handlers: Handlers = {
  'run.expand': expand,
  'run.finalize': finalize,
  'validation.replay': replay,
  'validation.validate': validate,
  'meaning.calibrate': calibrateMeaning,
  'meaning.drift': checkMeaningDrift,
  'webhook.process': processWebhook,
  'run.notify': notifyRun,
  'notification.send': send,
  'notification.sweep': sweep,
  'notification.watch': watch,
  'tracker.sync': syncTrackers,
  'schedule.tick': startDue,
  'maintenance.partitions': keepHouse,
}
