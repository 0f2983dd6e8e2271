import { z } from 'zod'

import { importLimit, importTypes, readImport } from '#app/api/_lib/import-request.ts'
import { recordingStore } from '#app/api/_lib/recordings.ts'
import { route } from '#lib/http/route.ts'
import { importFiles } from '#lib/importers/import-files.ts'
import { ImportView } from '#lib/suites/schema.ts'
import { listVariables } from '#lib/targets/queries.ts'

export const POST = route(
  {
    summary:
      'Import suite files, recordings as further parts; the same import again changes nothing',
    query: z.strictObject({
      format: z.string().max(50).default('yaml'),
      dry_run: z.stringbool().default(false),
      drop_missing: z.stringbool().default(false),
    }),
    accepts: importTypes,
    maxBytes: importLimit,
    reply: ImportView,
    permission: 'suite:write',
    creates: true,
  },
  async ({ ctx, query, request, bytes }) => {
    const { files, recordings } = await readImport(request, bytes)
    const variables = await listVariables(ctx)
    return importFiles(ctx, {
      files,
      format: query.format,
      dryRun: query.dry_run,
      dropMissing: query.drop_missing,
      variables: new Set(variables.map(({ name }) => name)),
      ...recordingStore(recordings),
    })
  },
)
