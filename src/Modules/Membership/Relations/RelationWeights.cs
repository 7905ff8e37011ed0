namespace SocialCommerce.Membership.Relations;

/// <summary>What each kind of event adds to the score on its day; it falls evenly to 0 at the window's end.</summary>
/// <param name="Reply" example="100">A reply.</param>
/// <param name="ReviewRead" example="50">Reviews or background material read.</param>
/// <param name="Interaction" example="100">Another interaction.</param>
/// <param name="GroupActivity" example="150">An activity in a group.</param>
/// <param name="PrivilegeUse" example="200">A use of a privilege.</param>
/// <param name="Purchase" example="400">A paid order.</param>
/// <param name="Referral" example="400">An accepted referral.</param>
public sealed record RelationWeights(
    int Reply, int ReviewRead, int Interaction, int GroupActivity, int PrivilegeUse, int Purchase, int Referral)
{
    internal int Of(string kind) => kind switch
    {
        RelationKinds.Reply => Reply,
        RelationKinds.ReviewRead => ReviewRead,
        RelationKinds.Interaction => Interaction,
        RelationKinds.GroupActivity => GroupActivity,
        RelationKinds.PrivilegeUse => PrivilegeUse,
        RelationKinds.Purchase => Purchase,
        RelationKinds.Referral => Referral,
        _ => 0,
    };
}
