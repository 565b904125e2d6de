/**
 * Products that were billed by tokens, and fine-tuning, which was billed by the hour. The vendor withdrew them on 25 August
 * 2026; the billing history of past usage remains.
 * `word` is the product's name in the sentence for an empty history: printed for data synthesis and fine-tuning alone.
 */
export const aiProducts = {
  serverless_inference: { title: 'Serverless Inference', word: 'serverless_inference' },
  data_synthesis: { title: 'Data Synthesis', word: 'data_synthesis' },
  image_generation: { title: 'Image Generation', word: 'image_generation' },
  model_evaluation: { title: 'Model Evaluation', word: 'model_evaluation' },
  fine_tuning: { title: 'Fine Tuning', word: 'fine-tuning' },
} as const;
export type AiProduct = keyof typeof aiProducts;

/** When they were withdrawn. */
export const AI_WITHDRAWN = Date.UTC(2026, 7, 25);
