namespace SocialCommerce.Membership.Relations;

/// <summary>What the stages of relations ask for.</summary>
/// <param name="WindowDays" example="90">
/// Days, of 24 hours each, within which interactions, uses, orders and referrals count together, and after which an
/// event adds nothing to the score any more.
/// </param>
/// <param name="Interactions" example="3">Interactions that participation needs within the window.</param>
/// <param name="InteractionDays" example="2">Days of the shop on which they happened.</param>
/// <param name="Weights">What each kind of event adds to the score on its day.</param>
/// <param name="Floors">The least score with which a stage is kept.</param>
public sealed record RelationSettings(
    int WindowDays, int Interactions, int InteractionDays, RelationWeights Weights, RelationFloors Floors);
