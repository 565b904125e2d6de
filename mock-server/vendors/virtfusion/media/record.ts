import type { Instant } from '../../../domain/clock.js';

export interface Template {
  readonly id: number;
  readonly groupId: number;
  readonly name: string;
  readonly version: string;
  readonly variant: string | null;
  readonly arch: number;
  readonly description: string;
  readonly icon: string;
  readonly eolDate: Instant;
  readonly eol: boolean;
  readonly type: string;
}

export interface TemplateGroup {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
}

export interface Iso {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly arch: number;
  readonly url: string;
  readonly filename: string;
  readonly created: Instant;
  readonly updated: Instant;
}
