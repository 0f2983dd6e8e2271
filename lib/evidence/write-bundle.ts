import { eq } from 'drizzle-orm'

import { organizations } from '#db/schema/accounts.ts'
import type { Findings } from '#lib/evidence/execution-files.ts'
import { evidenceFormat, type EvidenceManifest } from '#lib/evidence/schema.ts'
import { sealFiles } from '#lib/evidence/seal-files.ts'
import { writeZip, type ZipFile } from '#lib/evidence/write-zip.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { NotFoundError } from '#lib/platform/errors.ts'
import { product } from '#lib/platform/product.ts'

export type Bundle = {
  /** of the file to save */
  name: string
  /** the zip file; may be read once, and throws when something fails on the way */
  chunks: AsyncGenerator<Uint8Array, void, undefined>
}

type Contents = {
  subject: EvidenceManifest['subject']
  files: AsyncIterable<ZipFile>
  /** filled while `files` are read */
  findings: Findings
  mask: (text: string) => string
  /** the time that every entry carries: of what the bundle is about, not of its making */
  at: Date
}

async function organizationOf(ctx: Ctx) {
  const [row] = await ctx.db
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, ctx.organizationId))
  if (!row) throw new NotFoundError('organization', ctx.organizationId)
  return row
}

/** Starts a bundle and notes in the activity log who asked for it. Equal contents differ in manifest and signature only. */
export async function startBundle(
  ctx: Ctx,
  { subject, files, findings, mask, at }: Contents,
  madeAt: Date,
): Promise<Bundle> {
  const organization = await organizationOf(ctx)
  const manifestOf = (list: EvidenceManifest['files']): EvidenceManifest => ({
    ...evidenceFormat,
    product,
    organization,
    subject: { ...subject, title: mask(subject.title) },
    made_at: madeAt.toISOString(),
    made_by: ctx.actor.name,
    files: list,
    missing: findings.missing,
    notes: findings.notes.map(mask),
  })
  await recordAudit(ctx, {
    action: 'evidence.export',
    entityType: subject.kind,
    entityId: subject.id,
  })
  return {
    name: `earshot-evidence-${subject.kind}-${subject.id}.zip`,
    chunks: writeZip(sealFiles(files, manifestOf), at),
  }
}
