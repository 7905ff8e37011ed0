namespace SocialCommerce.Kernel.Scores;

/// <summary>A customer's score among those of all customers.</summary>
/// <param name="Score">The score.</param>
/// <param name="Rank">One more than the customers with a higher score.</param>
public sealed record OwnScore(long Score, long Rank);
