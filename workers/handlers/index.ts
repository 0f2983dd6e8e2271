import { calibrateMeaning } from '#workers/handlers/calibrate-meaning.ts'
import { checkMeaningDrift } from '#workers/handlers/check-meaning-drift.ts'
import { expand } from '#workers/handlers/expand-run.ts'
import { finalize } from '#workers/handlers/finalize-run.ts'
import { runMaintenance } from '#workers/handlers/maintenance.ts'
import { probeConnections } from '#workers/handlers/probe-connections.ts'
import { release } from '#workers/handlers/release-item.ts'
import { runChanged } from '#workers/handlers/run-changed.ts'
import { replay } from '#workers/handlers/run-replay.ts'
import { send } from '#workers/handlers/send-notification.ts'
import { startDue } from '#workers/handlers/start-due-schedules.ts'
import { sweep } from '#workers/handlers/sweep-notifications.ts'
import { syncTrackers } from '#workers/handlers/sync-trackers.ts'
import { validate } from '#workers/handlers/validate-executions.ts'
import { watch } from '#workers/handlers/watch-notifications.ts'
import type { Handlers } from '#workers/types.ts'

export const handlers: Handlers = {
  'run.expand': expand,
  'execution.execute': release,
  'run.finalize': finalize,
  'validation.replay': replay,
  'validation.validate': validate,
  'meaning.calibrate': calibrateMeaning,
  'meaning.drift': checkMeaningDrift,
  'run.notify': runChanged,
  'notification.send': send,
  'notification.sweep': sweep,
  'notification.probe': probeConnections,
  'notification.watch': watch,
  'tracker.sync': syncTrackers,
  'schedule.tick': startDue,
  'maintenance.partitions': runMaintenance,
}
