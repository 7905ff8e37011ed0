using SocialCommerce.Payouts.Planning;

namespace SocialCommerce.Payouts.Batches;

/// <summary>A batch with everything that is known of it.</summary>
internal sealed record LoadedBatch(
    PayoutBatchRow Row, IReadOnlyList<PayoutRow> Payouts, IReadOnlyList<PayoutTransferRow> Transfers,
    IReadOnlyDictionary<long, PlannedPayout> Planned);
