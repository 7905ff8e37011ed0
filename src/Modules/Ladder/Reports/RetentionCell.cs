namespace SocialCommerce.Ladder.Reports;

/// <summary>How many customers of a cohort bought in a period.</summary>
/// <param name="Cohort">First day of the period of their first orders.</param>
/// <param name="Period">First day of the period.</param>
/// <param name="Customers">How many they are.</param>
internal sealed record RetentionCell(string Cohort, string Period, long Customers);
