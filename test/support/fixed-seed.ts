import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a failure can be seen again. Another FAST_CHECK_SEED
 * draws others: run with a few now and then.
 */
fc.configureGlobal({ seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_261_125) });
