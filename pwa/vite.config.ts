import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { VitePWA } from 'vite-plugin-pwa'
import { manifest } from './scripts/manifest.ts'
import { compress } from './scripts/compress.ts'

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

export default defineConfig({
  resolve: { alias: { '@': path('./src') } },
  plugins: [
    vue(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      injectRegister: false,
      manifest,
      injectManifest: {
        globPatterns: ['index.html', 'assets/*.{js,css}', '*.svg'],
        // Pages of HQ are fetched when first opened; a phone never pays for them.
        globIgnores: ['assets/hq-*', 'assets/charts-*', 'assets/desk-*'],
      },
    }),
    compress(),
  ],
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8000' } },
  build: {
    target: ['es2022', 'safari16.4'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'charts', test: /node_modules[\\/](echarts|zrender)/ },
            { name: 'vendor', test: /node_modules[\\/](vue|@vue|vue-router|dexie)[\\/]/ },
            // Without its dependencies: what it shares with the phone's pages must stay in chunks that a phone holds.
            { name: 'hq', test: /src[\\/](analytics|checklists|products|devices|settings|stores|notifications[\\/]desk|issues[\\/]desk|ordering[\\/]desk|people[\\/]desk|workload[\\/]desk)[\\/](?!routes|register)/, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
  },
})
