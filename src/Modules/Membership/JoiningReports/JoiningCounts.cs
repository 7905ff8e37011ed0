namespace SocialCommerce.Membership.JoiningReports;

/// <summary>How many pending memberships of a period began, and how old those are that have not.</summary>
/// <param name="Ended">Cases whose order went back before the membership began.</param>
/// <param name="OpenCases">Cases that are pending, whatever the period; by age in days in those that follow.</param>
public sealed record JoiningCounts(
    long Denominator, long Numerator, long Open, long OpenNumerator, long Completed, decimal? MedianDays,
    decimal? P90Days, long Ended, long OpenCases, long Under3, long Under7, long Under30, long Older);
