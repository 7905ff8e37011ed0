namespace SocialCommerce.Membership.Relations;

/// <summary>The least score with which a stage is kept; a member keeps the ceremony's stage with any score.</summary>
/// <param name="Trust" example="1">Trust.</param>
/// <param name="Participation" example="100">Participation.</param>
/// <param name="Ceremony" example="200">The ceremony's stage, of a customer whose membership has ended.</param>
/// <param name="Belonging" example="400">Belonging.</param>
public sealed record RelationFloors(int Trust, int Participation, int Ceremony, int Belonging)
{
    internal int Of(string stage) => stage switch
    {
        RelationStages.Trust => Trust,
        RelationStages.Participation => Participation,
        RelationStages.Ceremony => Ceremony,
        RelationStages.Belonging => Belonging,
        _ => 0,
    };
}
