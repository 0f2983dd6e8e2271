import type { Role } from '#db/enums.ts'

export type ShellUser = { name: string; email: string; role: Role }

export const roleLabels: Record<Role, string> = {
  admin: 'Administrator',
  qa_engineer: 'QA engineer',
  reviewer: 'Reviewer',
  viewer: 'Viewer',
}
