import {
  AudioLines,
  Bug,
  ClipboardCheck,
  FileCode,
  LayoutDashboard,
  Play,
  Settings,
  TrendingDown,
  type LucideIcon,
} from 'lucide-react'

type NavItem = { href: string; label: string; icon: LucideIcon }
export type NavGroup = { label: string; items: NavItem[] }

/** Every page a person can go to, in the order of the sidebar. */
export const nav: NavGroup[] = [
  {
    label: 'Test',
    items: [
      { href: '/', label: 'Overview', icon: LayoutDashboard },
      { href: '/suites', label: 'Suites', icon: AudioLines },
      { href: '/runs', label: 'Runs', icon: Play },
      { href: '/break-points', label: 'Robustness', icon: TrendingDown },
      { href: '/review', label: 'Review', icon: ClipboardCheck },
      { href: '/defects', label: 'Defects', icon: Bug },
    ],
  },
  {
    label: 'Workspace',
    items: [
      { href: '/settings', label: 'Settings', icon: Settings },
      { href: '/docs', label: 'API docs', icon: FileCode },
    ],
  },
]

/** Whether a page belongs to a nav item: itself or anything below it; the root matches only itself. */
export function isActive(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
