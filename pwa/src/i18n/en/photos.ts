import type zh from '../zh/photos'

const messages: typeof zh = {}

export default messages
