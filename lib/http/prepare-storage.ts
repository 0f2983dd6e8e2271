import { webStorage } from '#lib/http/database.ts'
import { keepPrepared } from '#lib/platform/storage/keep-prepared.ts'

/** Makes the buckets that this web process needs, for as long as one is missing. */
export function prepareWebStorage(): void {
  keepPrepared(webStorage())
}
