/** What the phone shows when Storewalk is installed; Chinese first. */
import type { ManifestOptions } from 'vite-plugin-pwa'

export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: '巡店 Storewalk',
  short_name: '巡店',
  description: '巡店、整改、订货，一气呵成。Walk, fix, order.',
  lang: 'zh-CN',
  dir: 'ltr',
  start_url: '/?from=home-screen',
  scope: '/',
  display: 'standalone',
  orientation: 'any',
  background_color: '#f3f6f5',
  theme_color: '#0f766e',
  categories: ['business', 'productivity'],
  icons: [
    { src: '/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
  shortcuts: [
    { name: '今日', short_name: '今日', url: '/today' },
    { name: '同步中心', short_name: '同步', url: '/sync' },
  ],
}
