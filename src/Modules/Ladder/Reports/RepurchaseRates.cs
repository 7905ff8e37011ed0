using SocialCommerce.Ladder.Cohorts;

namespace SocialCommerce.Ladder.Reports;

/// <summary>How many customers of a cohort bought again within a window.</summary>
/// <param name="WindowDays">The window, in days of 24 hours.</param>
/// <param name="SameProduct">Who bought the same product again in a later order.</param>
/// <param name="AnyProduct">Who paid any later order.</param>
internal sealed record RepurchaseRates(int WindowDays, CohortRate SameProduct, CohortRate AnyProduct);
