import { apiModules } from '#app/api/openapi.json/api-modules.ts'
import type { AnyDefinition } from '#lib/http/definition.ts'
import type { ApiRoute } from '#lib/http/openapi.ts'

const isDescribed = (value: unknown): value is { definition: AnyDefinition } =>
  typeof value === 'function' && 'definition' in value

/** Address, method and definition of every operation. Read when asked: the handlers must all be loaded by then. */
export function apiRoutes(): ApiRoute[] {
  return Object.entries(apiModules).flatMap(([path, module]) =>
    Object.entries(module).flatMap(([method, handler]) =>
      isDescribed(handler) ? [{ path, method, definition: handler.definition }] : [],
    ),
  )
}
