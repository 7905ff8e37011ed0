using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Payouts;

/// <summary>A batch with everything that is known of it.</summary>
internal sealed record LoadedBatch(
    PayoutBatchRow Row, IReadOnlyList<PayoutRow> Payouts, IReadOnlyList<PayoutTransferRow> Bills,
    IReadOnlyDictionary<long, PlannedPayout> Planned);
